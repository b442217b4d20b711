-- Columns without a comment: add them to sql/dictionary.yml.
-- severity: error
select
    schema_name,
    table_name,
    column_name
from duckdb_columns()
where database_name = current_database() and not internal and comment is null
