#!/usr/bin/env node
// What no tool that lets git read the change can do without: list what differs and read both sides
// of it. Nothing is parsed beyond the ids. Usage: floor.mjs GIT_DIR BASE HEAD
import { spawn } from 'node:child_process';

const [directory = '', base = '', head = ''] = process.argv.slice(2);

/** @param {readonly string[]} args */
function git(args) {
  return spawn('git', [`--git-dir=${directory}`, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** @param {import('node:stream').Readable} stream */
async function bytesOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const diff = git(['diff-tree', '-r', '-z', base, head]);
// Started at once: it gets ready while the first one works.
const reader = git(['cat-file', '--batch']);
const fields = (await bytesOf(diff.stdout)).toString('latin1').split('\0');
const ids = fields
  .filter((field) => field.startsWith(':'))
  .flatMap((field) => field.split(' ').slice(2, 4));
const blobs = ids.filter((id) => !/^0+$/.test(id));
reader.stdin.end(`${blobs.join('\n')}\n`);
const content = await bytesOf(reader.stdout);
process.stdout.write(`${ids.length / 2} ${blobs.length} ${content.length}\n`);
