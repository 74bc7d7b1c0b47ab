"""Frames to charts. A chart shows what a query found; it computes nothing and reads no widget."""
