/// How eyes see colours (Machado, Oliveira and Fernandes 2009, full strength).
package enum Vision: CaseIterable, Sendable {
  case usual, protanopia, deuteranopia, tritanopia

  private var matrix: [[Double]] {
    switch self {
    case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  /// A colour as it is seen, in CIELAB, from the light of red, green and blue.
  package func lab(_ linear: [Double]) -> Lab {
    let seen = matrix.map { row in
      min(max(zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1)
    }
    func sum(_ weights: [Double], _ white: Double) -> Double {
      let share = zip(weights, seen).reduce(0) { $0 + $1.0 * $1.1 } / white
      return share > 0.008856 ? share.cubeRoot : 7.787 * share + 16 / 116
    }
    let x = sum([0.4124, 0.3576, 0.1805], 0.95047)
    let y = sum([0.2126, 0.7152, 0.0722], 1)
    let z = sum([0.0193, 0.1192, 0.9505], 1.08883)
    return Lab(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }
}

package struct Lab {
  package let lightness, a, b: Double

  /// About 2 is seen beside each other, 10 at a glance.
  package func distance(to other: Lab) -> Double {
    let parts = [lightness - other.lightness, a - other.a, b - other.b]
    return parts.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}

extension Double {
  /// Of a share between 0 and 1: Newton's steps.
  fileprivate var cubeRoot: Double {
    (0..<40).reduce(1) { root, _ in (2 * root + self / (root * root)) / 3 }
  }
}
