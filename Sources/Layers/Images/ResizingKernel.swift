import Terms

/// A function of the distance, by which the places around one are weighed.
enum ResizingKernel {
  case triangle, cubic, mitchell, gaussian
  case lanczos(Float)

  init(_ interpolation: Interpolation) {
    switch interpolation {
    case .bicubic: self = .cubic
    case .mitchellcubic: self = .mitchell
    case .gaussian: self = .gaussian
    case .lanczos3: self = .lanczos(3)
    case .lanczos5: self = .lanczos(5)
    default: self = .triangle
    }
  }

  var radius: Float {
    switch self {
    case .triangle: 1
    case .gaussian: 1.5
    case .cubic, .mitchell: 2
    case .lanczos(let radius): radius
    }
  }

  func weight(_ distance: Float) -> Float {
    let x = abs(distance)
    switch self {
    case .triangle: return x < 1 ? 1 - x : 0
    case .gaussian: return x < 1.5 ? ResizingKernel.value(Exp.self, -x * x / (2 * 0.5 * 0.5)) : 0
    case .cubic:
      if x >= 2 { return 0 }
      return x >= 1
        ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : ((1.5 * x - 2.5) * x) * x + 1
    case .mitchell:
      if x >= 2 { return 0 }
      return x >= 1
        ? ((-7 / 18 * x + 2) * x - 10 / 3) * x + 16 / 9 : ((7 / 6 * x - 2) * x) * x + 8 / 9
    case .lanczos(let radius):
      if x > radius { return 0 }
      if x <= 1e-3 { return 1 }
      let angle = Float.pi * x
      return radius * ResizingKernel.value(Sin.self, angle)
        * ResizingKernel.value(Sin.self, angle / radius) / (angle * angle)
    }
  }

  private static func value<F: UnaryOp>(_ function: F.Type, _ x: Float) -> Float {
    var (x, y) = (x, Float(0))
    F.single(&x, &y, 1)
    return y
  }
}
