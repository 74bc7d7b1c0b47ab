"""Attendance: who attends, who signs up and does not come, who stays to the end, and which activities to look after."""

from reach.screens import attendance

attendance.show_page()
