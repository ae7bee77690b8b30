"""The acts of a day in class, one concept a file; `test_class_day.py` holds the day."""
