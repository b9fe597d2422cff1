/// The version of the program, which packages and pages of the manual take from it.
enum Version {
  static let text = "0.1.0"
  /// The day on which its manual was last changed.
  static let day = "2026-11-29"
}
