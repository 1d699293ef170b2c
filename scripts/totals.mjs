/** The last line of .ci/run: what vitest reported and what the check said, counted together. Fails when anything failed. */
import { readFileSync } from 'node:fs';

const [testsFile = '', checkFile = '', testStatus = '1', checkStatus = '1'] = process.argv.slice(2);

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

const fromTests = (text) => {
  if (text === null) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(text);
  // A file that could not be loaded has no failed test of its own.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

const fromCheck = (text) => {
  const [, passed, failed] = /^check: (\d+) passed, (\d+) failed/m.exec(text ?? '') ?? [];
  return passed === undefined
    ? { passed: 0, failed: 1, skipped: 0 }
    : { passed: Number(passed), failed: Number(failed), skipped: 0 };
};

const parts = [
  { ...fromTests(read(testsFile)), status: Number(testStatus) },
  { ...fromCheck(read(checkFile)), status: Number(checkStatus) },
];
const sum = (pick) => parts.reduce((total, part) => total + pick(part), 0);
// A command that failed without a failure to count (a crash, an unhandled error) is one failure.
const failed = sum((part) => part.failed || (part.status === 0 ? 0 : 1));
console.log(`${sum((part) => part.passed)} passed, ${failed} failed, ${sum((part) => part.skipped)} skipped`);
process.exit(failed === 0 ? 0 : 1);
