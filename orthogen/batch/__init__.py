"""Batch. a day's orders -> versions of cases, trays and paperwork; one bad order never stops the rest."""
