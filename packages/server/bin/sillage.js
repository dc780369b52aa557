#!/usr/bin/env -S node --max-semi-space-size=64
// four times the room for what is new: a burst is collected a quarter as often, and less of it is moved (decisions/0034)
import '../dist/cli.js';
