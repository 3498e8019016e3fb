"""One reader a format: bytes in, one `Document` out.

`sniffing` says which reader a file needs, by its bytes. Text and delimited files are read where they stand; PDF, Word and Excel
readers are run by `tallystick.documents.sandbox` in a process of their own. Each imports its heavy library only when it runs.
"""
