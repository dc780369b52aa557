#!/usr/bin/env -S node --max-semi-space-size=32
// twice the room for what is new: a burst is collected half as often, and less of it is moved (decisions/0034)
import '../dist/cli.js';
