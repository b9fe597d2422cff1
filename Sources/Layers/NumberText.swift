import Tensors

/// Numbers of a config as they stand in titles and notes.
enum NumberText {
  static func short(_ value: Double) -> String {
    NumberFormat.exact(value, .float64).replacing("-", with: "−")
  }
}

extension String {
  fileprivate func replacing(_ old: Character, with new: Character) -> String {
    String(map { $0 == old ? new : $0 })
  }
}
