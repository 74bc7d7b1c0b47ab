"""Reach of a Maths Hub: from registers of attendance to figures that can be defended."""
