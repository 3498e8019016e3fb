"""Council performance and improvement management: values in, values out.

Nothing in this package knows of Django, the network, the clock or global randomness: dates, seeds and file objects are
arguments. That keeps every figure reproducible and lets people use the library without the web application.
"""
