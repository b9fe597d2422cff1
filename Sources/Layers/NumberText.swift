import Tensors

/// Numbers of a config as they stand in titles and notes.
enum NumberText {
  static func short(_ value: Double) -> String {
    NumberFormat.exact(value, .float64)
  }
}
