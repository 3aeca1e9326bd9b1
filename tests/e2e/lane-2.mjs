// The tests of the second half of the files; see lanes.mjs.
import { lane } from "./lanes.mjs";

await lane(1);
