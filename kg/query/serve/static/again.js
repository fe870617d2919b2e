// Asks again for a page that is being made, with all of its address.
"use strict"
setTimeout(() => location.reload(), 1000)
