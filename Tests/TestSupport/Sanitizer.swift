import Terminal

/// What a program that was built with a sanitizer must be told, whatever else it sees.
package enum Sanitizer {
  /// ASAN_OPTIONS as it was given to the tests; nothing without one.
  package static var environment: [String: String] {
    Terminal.environment("ASAN_OPTIONS").map { ["ASAN_OPTIONS": $0] } ?? [:]
  }
}
