import { measure, predict } from 'firstguess';

// What the tests call from outside, through the page.
Object.assign(globalThis, { firstguess: { measure, predict } });
