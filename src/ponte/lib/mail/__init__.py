"""Understanding mail as it really is: bytes in, a `ParsedMail` out, never an exception.

`parsing.parse(raw)` is the door; `exporting.to_json(parsed)` prints it; `identifiers` makes and reads our
own Message-IDs and reply addresses.
"""
