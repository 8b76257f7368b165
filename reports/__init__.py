"""What people see: report pages, the index of a run, exports and the desk."""
