"""A study as a whole: what it will run, what is wrong with what people wrote, what is current."""
