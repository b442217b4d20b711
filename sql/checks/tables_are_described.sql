-- Tables without a comment: begin the model with comment lines, or add the table to sql/dictionary.yml.
-- severity: error
select
    schema_name,
    table_name
from duckdb_tables()
where database_name = current_database() and comment is null
