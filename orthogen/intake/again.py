"""Again. the next step for a recording that cannot be read."""

EXPORT_AGAIN = "export the recording again from the program of the instrument"
