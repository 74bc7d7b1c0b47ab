"""An invented England: 152 local authorities, 25,000 open schools, forty hubs, and ten years of attendance.

    python -m benchmarks national --rows 1000000 --out FOLDER

The same seed and number of rows give the same bytes. Rows are made one group at a time, so that memory does not grow
with them.
"""
