"""A store that several computers share: DuckLake, its catalogue in PostgreSQL and its rows as Parquet in a folder.

Each computer reads and writes copies of versions in a folder of its own, which are files like those of a folder store.
What a version changes goes to the lake in one transaction, which makes it the current one.
"""
