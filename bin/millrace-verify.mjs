#!/usr/bin/env node
import { launch } from "./runtime.mjs";

await launch(new URL("../src/verify.ts", import.meta.url).href);
