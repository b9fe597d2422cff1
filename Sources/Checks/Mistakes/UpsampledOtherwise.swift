import Equations
import Tensors
import Terms

/// UpSampling2D by another interpolation: bilinear for nearest, the other way round, with the corners aligned, or with zeros
/// between the numbers (C33).
struct UpsampledOtherwise: Mistake {
  let isOfPredictionsAlone = true

  /// Where the places of the larger image lie in the smaller one.
  private enum Places: CaseIterable { case middles, corners, edges, nearest, zeros, whole }

  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.frames("UpSampling2D")
    return Places.allCases.flatMap { places in
      anatomy.inCalls(frames, .possible("C33").unpaired, "upsampled \(title(places))") { draft in
        guard draft.name.ascii == "y", draft.term.shape.rank == 3,
          // Of a repeated image that is another mistake.
          places != .whole || !draft.term.contains(Upsample.self),
          let x = draft.equations.input(of: draft.path), x.shape.rank == 3,
          x.shape[2] == draft.term.shape[2]
        else { return nil }
        let other = upsampled(x, to: draft.term.shape, places, draft.equations)
        return other == draft.term ? nil : other
      }
    }
  }

  private func title(_ places: Places) -> String {
    switch places {
    case .middles: "bilinearly"
    case .corners: "bilinearly with the corners aligned, as align_corners=True"
    case .edges: "bilinearly from the first corner on, not between the middles"
    case .nearest: "by the nearest number"
    case .zeros: "with zeros between the numbers"
    case .whole: "by the image repeated as a whole"
    }
  }

  private func upsampled(
    _ x: Term, to shape: Shape, _ places: Places, _ equations: Equations
  ) -> Term? {
    guard let rows = matrix("R", x.shape[0], shape[0], places, equations),
      let columns = matrix("C", x.shape[1], shape[1], places, equations)
    else { return nil }
    let flat = x(Reshape([x.shape[0], x.shape[1] * x.shape[2]]))
    let high = Term.apply(MatMul(), [rows, flat])(Reshape([shape[0], x.shape[1], x.shape[2]]))
    return .apply(MatMul(), [columns, high])
  }

  private func matrix(
    _ name: String, _ own: Int, _ wanted: Int, _ places: Places, _ equations: Equations
  ) -> Term? {
    guard own > 0, wanted > own, wanted % own == 0 else { return nil }
    let factor = wanted / own
    let numbers = (0..<wanted).flatMap { row -> [Double] in
      var shares = [Double](repeating: 0, count: own)
      let place: Double
      switch places {
      case .nearest: place = Double(row / factor)
      case .whole: place = Double(row % own)
      case .zeros:
        if row % factor == 0 { shares[row / factor] = 1 }
        return shares
      case .middles: place = (Double(row) + 0.5) / Double(factor) - 0.5
      case .edges: place = Double(row) / Double(factor)
      case .corners: place = Double(row) * Double(own - 1) / Double(wanted - 1)
      }
      let inside = min(max(place, 0), Double(own - 1))
      let low = Int(inside)
      shares[low] += 1 - (inside - Double(low))
      if low + 1 < own { shares[low + 1] += inside - Double(low) }
      return shares
    }
    return try? equations.constant(
      Name(name + "_other", name + "*"), Shape([wanted, own]), .float32, { numbers })
  }
}
