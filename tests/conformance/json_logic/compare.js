// Runs rules through json-logic-js and through `landfall pack logic`, and compares what comes out.
"use strict";
const [modulePath, landfall, casesPath, seedText] = process.argv.slice(2);
const jsonLogic = require(modulePath);
const fs = require("fs");
const {spawnSync} = require("child_process");
const {isDeepStrictEqual} = require("util");

const seed = seedText ? Number(seedText) : Math.floor(Math.random() * 2 ** 31);
const count = 20000;

// mulberry32
let state = seed;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const times = (n, make) => Array.from({length: n}, make);

const keys = ["a", "b", "list", "deep", "0", "1", "name"];
const texts = ["", "0", "1", "12", " 7 ", "-3.5", "1e3", "0x1f", "0b101", "Infinity", "-Infinity", "3px", ".5", "5.", "abc",
               "b", "née", "日本語", "\u00a0 4", "1,2", "[object Object]", "null", "true", "a.b", "+2", "1e400", "1e-400",
               "00012", "--1"];
const numbers = [0, 1, 2, 3, -1, -2, 0.1, 0.2, 1.5, -7.25, 100, 1e21, 1e-7, 123456789012345680000, 5e-324,
                 1.7976931348623157e308, 9007199254740993, 1 / 3];
const paths = ["", "a", "b", "list", "list.0", "list.1", "list.length", "deep.a", "deep.list.0", "name", "name.0",
               "name.length", "missing", "deep.missing.x", "0", "1", "current", "accumulator", "current.a", "a.", ".a"];

function primitive() {
  return [() => pick(texts), () => pick(numbers), () => random() < 0.5, () => null][below(4)]();
}
function value(depth) {
  const kind = below(depth > 0 ? 6 : 4);
  if (kind < 4) return primitive();
  if (kind === 4) return times(below(4), () => value(depth - 1));
  // never one key alone: that would be an operator
  const object = {};
  for (const key of [pick(keys), pick(keys), "x", "y"]) object[key] = value(depth - 1);
  return object;
}
function data() {
  if (random() < 0.1) return value(2);
  const object = {};
  for (const key of keys) if (random() < 0.7) object[key] = value(2);
  object.x = 1;
  object.list = random() < 0.9 ? times(below(5), () => value(1)) : primitive();
  if (random() < 0.8) object.deep = {a: value(1), list: times(below(3), primitive), y: null};
  return object;
}
function rule(depth) {
  if (depth <= 0) return random() < 0.5 ? primitive() : {var: pick(paths)};
  const sub = () => rule(depth - 1 - below(2));
  const list = () => pick([() => ({var: "list"}), () => ({var: "deep.list"}), () => times(below(4), sub), sub])();
  switch (below(14)) {
    case 0: return {[pick(["==", "===", "!=", "!=="])]: times(pick([2, 2, 2, 1, 0, 3]), sub)};
    case 1: return {[pick(["<", "<=", ">", ">="])]: times(pick([2, 2, 3, 1, 0]), sub)};
    case 2: return {[pick(["!", "!!"])]: random() < 0.5 ? sub() : times(below(3), sub)};
    case 3: return {[pick(["and", "or", "if", "?:"])]: times(below(6), sub)};
    case 4: return {[pick(["+", "*", "-", "/", "%", "min", "max"])]: times(pick([2, 2, 1, 3, 0]), sub)};
    case 5: return {[pick(["map", "filter", "all", "none", "some"])]: [list(), sub()]};
    case 6: return {reduce: random() < 0.8 ? [list(), sub(), sub()] : [list(), sub()]};
    case 7: return {merge: times(below(4), list)};
    case 8: return {in: random() < 0.5 ? [sub(), list()] : [sub(), pick(texts)]};
    case 9: return {cat: random() < 0.8 ? times(below(4), sub) : sub()};
    case 10: return {substr: times(pick([2, 2, 3, 3, 1]), (_, i) => i === 0 ? sub() : random() < 0.7 ? below(13) - 6 : sub())};
    case 11: return {missing: random() < 0.7 ? times(below(4), () => pick(paths)) : sub()};
    case 12: return {missing_some: [pick([0, 1, 2, 3]), random() < 0.9 ? times(below(4), () => pick(paths)) : sub()]};
    default: return {var: pick([() => pick(paths), () => [pick(paths), sub()], () => [sub()], () => []])()};
  }
}

const cases = JSON.parse(fs.readFileSync(casesPath, "utf8")).filter((entry) => typeof entry !== "string")
  .map(([each, given, expected]) => ({rule: each, data: given, expected}));
const written = cases.length;
while (cases.length < written + count) cases.push({rule: rule(1 + below(4)), data: data()});

function oracle({rule: each, data: given}) {
  // through JSON, so that both sides start from the same text
  const {r, d} = JSON.parse(JSON.stringify({r: each, d: given}));
  try {
    const result = jsonLogic.apply(r, d);
    const text = JSON.stringify(result);
    return {result: text === undefined ? null : JSON.parse(text)};
  } catch (error) {
    return {error: error.message};
  }
}

const input = cases.map((each) => JSON.stringify({rule: each.rule, data: each.data})).join("\n") + "\n";
console.log = () => {};  // the operator `log`
const run = spawnSync(landfall, ["pack", "logic"], {input, encoding: "utf8", maxBuffer: 1 << 28});
const lines = (run.stdout || "").split("\n").filter((line) => line !== "");
const problems = [];
if (lines.length !== cases.length)
  problems.push(`${cases.length} lines in, ${lines.length} out; ${run.error || run.stderr}`);
let thrown = 0;
cases.forEach((each, index) => {
  if (index >= lines.length) return;
  const ours = JSON.parse(lines[index]);
  const theirs = oracle(each);
  if (index < written && !isDeepStrictEqual(theirs, {result: each.expected}))
    problems.push(`case ${JSON.stringify(each)}: json-logic-js says ${JSON.stringify(theirs)}`);
  if ("error" in theirs) thrown += 1;
  const alike = "error" in theirs ? "error" in ours : isDeepStrictEqual(ours, theirs);
  if (!alike)
    problems.push(`rule ${JSON.stringify(each.rule)}\n  data ${JSON.stringify(each.data)}\n` +
                  `  ours ${lines[index]}\n  json-logic-js ${JSON.stringify(theirs)}`);
});
for (const problem of problems.slice(0, 10)) process.stderr.write(problem + "\n");
process.stdout.write(`seed ${seed}: ${written} written and ${count} random rules, ${thrown} of them errors on both sides, ` +
                     `${problems.length} differences\n`);
process.exit(problems.length === 0 ? 0 : 1);
