import { whenPassed } from './when-passed';

const START = 1_800_000_000_000;
const onPassed = jest.fn();

beforeEach(() => {
  jest.useFakeTimers({ now: START });
  onPassed.mockClear();
});

afterEach(() => {
  jest.useRealTimers();
});

const passesAt = (deadline: number) => whenPassed(deadline, () => Date.now(), onPassed);

describe('whenPassed', () => {
  it('calls once, when the deadline has been reached', () => {
    passesAt(START + 1_000);
    jest.advanceTimersByTime(999);
    const before = onPassed.mock.calls.length;
    jest.advanceTimersByTime(10_000);

    expect(before).toBe(0);
    expect(onPassed).toHaveBeenCalledTimes(1);
  });

  it('A22 counts deadlines that no single timer can', () => {
    const deadline = START + 10 * 2 ** 31;
    passesAt(deadline);
    jest.advanceTimersByTime(deadline - START - 1);
    const before = onPassed.mock.calls.length;
    jest.advanceTimersByTime(1);

    expect(before).toBe(0);
    expect(onPassed).toHaveBeenCalledTimes(1);
  });

  it('calls soon, and not synchronously, when the deadline lies in the past', () => {
    passesAt(START - 1);
    const atOnce = onPassed.mock.calls.length;
    jest.advanceTimersByTime(1);

    expect(atOnce).toBe(0);
    expect(onPassed).toHaveBeenCalledTimes(1);
  });

  it('A22 A27 does not wait any longer when the clock was set back', () => {
    passesAt(START + 1_000);
    jest.setSystemTime(START - 60_000);
    jest.advanceTimersByTime(999);
    const before = onPassed.mock.calls.length;
    jest.advanceTimersByTime(1);

    expect(before).toBe(0);
    expect(onPassed).toHaveBeenCalledTimes(1);
  });

  it('does not call once it was cancelled, not even after a timer was renewed', () => {
    const cancel = passesAt(START + 2 ** 32);
    jest.advanceTimersByTime(2 ** 31 + 1);
    cancel();
    jest.advanceTimersByTime(2 ** 32);

    expect(onPassed).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});
