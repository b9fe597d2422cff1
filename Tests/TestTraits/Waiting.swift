import Testing

/// The trait of tests that wait for other programs: they run on threads of their own, beside the others.
package struct Waiting: TestTrait, SuiteTrait, TestScoping {
  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingThreads.shared) { try await function() }
  }
}

extension Trait where Self == Waiting {
  /// It waits for other programs: a terminal, a compiler, Python.
  package static var waits: Self { Self() }
}
