-- Columns of marts whose lineage is missing, or whose sources are no columns of this warehouse.
-- severity: error
with columns as (
    select
        table_schema || '.' || table_name as table_name,
        column_name
    from marts.data_dictionary
),

sources as (
    select
        lineage.table_name,
        lineage.column_name,
        unnest(lineage.source_columns) as source_column
    from marts.lineage as lineage
)

select
    columns.table_name,
    columns.column_name,
    'no lineage' as worry
from columns
anti join marts.lineage as lineage
    on columns.table_name = lineage.table_name and columns.column_name = lineage.column_name
where columns.table_name like 'marts.%' and columns.table_name not in ('marts.lineage', 'marts.data_dictionary')
union all by name
select
    sources.table_name,
    sources.column_name,
    sources.source_column || ' is not there' as worry
from sources
anti join columns on sources.source_column = columns.table_name || '.' || columns.column_name
where sources.source_column not like 'archive.%' and sources.source_column not like '%.*'
