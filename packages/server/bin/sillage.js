#!/usr/bin/env -S node --max-semi-space-size=64
// Room for short-lived objects: a batch makes thousands, and collecting them less often takes a tenth of the work off ingestion.
import '../dist/cli.js';
