"""What schemathesis has to be told of bodies that it does not know."""

import schemathesis


@schemathesis.serializer("application/offset+octet-stream")
def bytes_of_an_upload(_context, value):
    return value if isinstance(value, bytes) else str(value).encode()
