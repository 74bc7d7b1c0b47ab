-- Answers of packs as Parquet, which keeps the kind of each column. Packs recorded before have them as JSON in answer.

alter table figures alter column answer drop not null;

alter table figures add column frame blob;
