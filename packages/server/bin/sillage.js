#!/usr/bin/env -S node --max-semi-space-size=64
import { setFlagsFromString } from 'node:v8';

// The main thread has four times Node's room for what is new: a burst is collected a quarter as often, and less of it is moved.
// Its threads have what they ask for, which the flag would override (decisions/0034).
setFlagsFromString('--max-semi-space-size=0');
await import('../dist/cli.js');
