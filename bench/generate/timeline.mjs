/** Visits in progress, the one with the earliest next event first: a binary heap. */
export class Timeline {
  #heap = [];

  isEmpty() {
    return this.#heap.length === 0;
  }

  /** The time of the next event, in milliseconds since 1970. */
  nextAt() {
    return this.#heap[0].event.occurredAt;
  }

  /** @param {{run: Iterator<object>}} visit its run has at least one event */
  add(visit) {
    const first = { ...visit, event: visit.run.next().value };
    this.#heap.push(first);
    this.#rise(this.#heap.length - 1);
  }

  /** The next event with its visit; the visit's following event takes its place. */
  take() {
    const top = this.#heap[0];
    const taken = { visitorIndex: top.visitorIndex, visitor: top.visitor, sessionId: top.sessionId, event: top.event };
    const next = top.run.next();
    if (next.done) {
      const last = this.#heap.pop();
      if (this.#heap.length > 0) this.#heap[0] = last;
    } else {
      top.event = next.value;
    }
    this.#sink(0);
    return taken;
  }

  #rise(start) {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isEarlier(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #sink(start) {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let earliest = index;
      if (left < this.#heap.length && this.#isEarlier(left, earliest)) earliest = left;
      if (right < this.#heap.length && this.#isEarlier(right, earliest)) earliest = right;
      if (earliest === index) return;
      this.#swap(index, earliest);
      index = earliest;
    }
  }

  #isEarlier(one, other) {
    return this.#heap[one].event.occurredAt < this.#heap[other].event.occurredAt;
  }

  #swap(one, other) {
    [this.#heap[one], this.#heap[other]] = [this.#heap[other], this.#heap[one]];
  }
}
