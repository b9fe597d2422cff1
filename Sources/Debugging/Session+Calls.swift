import Containers

/// Which calls the states of a walk come from, as in Keras: `feed` and `push` are calls, `reset` is
/// `reset_states()`.
///
/// What was fed is a call that happened, however far its walk has come: what is fed next goes on
/// from its end, in the branch one is in. `reset` takes all calls back. The input that stays after
/// it is a call again as soon as a step of its walk is made.
package struct CallHistory: Sendable, Equatable {
  /// How many calls led to the states that the walk begins with; 0: the states are zero.
  package var before = 0
  /// How many of them, the last ones, were timesteps that were pushed one by one.
  package var pushedBefore = 0
  /// Whether what is fed now was pushed.
  package var isPush = false
  /// Whether it stays from before a reset, and no step of its walk was made since.
  package var isTakenBack = false
  /// How many samples the call before has, where its states are no beginning for this walk.
  package var otherSamples: Int?

  /// How many timesteps were pushed one by one, with the one that is fed now.
  package var pushed: Int { isPush ? pushedBefore + 1 : 0 }
}

extension Session {
  /// Whether the run goes on from states that earlier inputs left.
  package var resumesStates: Bool { machine.map { !$0.carriedOver.isEmpty } ?? false }

  /// Whether what was fed is a call that happened: what is fed next goes on from its end.
  package var hasHappened: Bool {
    guard let machine else { return false }
    return !calls.isTakenBack || machine.frontier > 0
  }

  /// Starts the recurrent states from zero again, the walk before its first equation; the input
  /// and the sample in focus stay.
  package func resetStates() throws {
    guard let feed, let machine else { return }
    let focus = sample
    try start(machine.program, feed, from: nil, .statefulLayers)
    calls = CallHistory(isPush: calls.isPush, isTakenBack: true)
    self.focus(focus)
  }

  /// Keeps in mind that a step was made, before a change or another run hides it.
  func noteWalk() {
    if hasHappened { calls.isTakenBack = false }
  }

  /// The states that the last call leaves, run to its end; nil when there was none, or one of
  /// another number of samples. Where one stands does not change.
  func lastStates(samples: Int) throws -> CarriedState? {
    guard let machine, hasHappened, machine.samples == samples else { return nil }
    let progress = machine.progress
    defer { machine.goBack(to: progress) }
    guard try machine.runToEnd() else {
      throw Interrupted(onTheWayTo: "the states that this input goes on from")
    }
    return try machine.carriedState()
  }

  /// What comes after the call that was fed last.
  func callsAfterLast(goingOn: Bool, samples: Int, isPush: Bool) -> CallHistory {
    guard goingOn else {
      let others = hasHappened ? machine?.samples : nil
      return CallHistory(isPush: isPush, otherSamples: others == samples ? nil : others)
    }
    return CallHistory(
      before: calls.before + 1, pushedBefore: isPush ? calls.pushed : 0, isPush: isPush)
  }
}
