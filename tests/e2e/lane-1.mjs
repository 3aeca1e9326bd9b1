// The tests of the first half of the files; see lanes.mjs.
import { lane } from "./lanes.mjs";

await lane(0);
