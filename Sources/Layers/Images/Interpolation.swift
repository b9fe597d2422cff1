/// How the places of a resized image are made of those around them.
enum Interpolation: String, Sendable {
  case nearest, bilinear, bicubic, area, lanczos3, lanczos5, gaussian, mitchellcubic

  /// Whether Keras 3 has it too.
  var isInKeras3: Bool { self != .gaussian && self != .mitchellcubic }
}

extension Config {
  /// The interpolation under a key, of those that Keras' version has.
  func interpolation(_ key: String, default fallback: Interpolation) throws -> Interpolation {
    let word = try string(key, default: fallback.rawValue).lowercased()
    guard let interpolation = Interpolation(rawValue: word),
      version.major < 3 || interpolation.isInKeras3
    else {
      let all = "nearest, bilinear, bicubic, area, lanczos3 or lanczos5"
      throw error(key, version.major < 3 ? all + ", gaussian or mitchellcubic" : all)
    }
    return interpolation
  }
}
