#!/usr/bin/env node
// Writes the published JSON Schemas from the shapes that the readers use: `npm run schema`.
import { mkdirSync, writeFileSync } from 'node:fs';

import { publishedSchemas } from '../lib/cli/published-schemas.js';

const directory = new URL('../schema/', import.meta.url);
mkdirSync(directory, { recursive: true });
for (const { file, text } of publishedSchemas()) writeFileSync(new URL(file, directory), text);
