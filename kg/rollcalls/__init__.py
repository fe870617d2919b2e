"""Official voting tables → roll calls, the measures of the texts that they are about, and what they say of the texts.

``tables`` reads the tables, ``shipped`` the one in the package; ``bind`` finds for a measure of the texts the roll
call it means; ``verify`` holds every vote that a text tells against it; ``agreement`` counts who votes with whom.
"""
