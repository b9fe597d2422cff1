import Equations
import Tensors
import Terms

/// A state of a recurrent layer, as the last timestep that is there left it.
package struct LatestState {
  /// The layer.
  package let path: String
  package let value: Value
  /// The timestep, and those of the loops around it, outermost first.
  package let steps: [Int]
  package let tensor: Tensor

  /// `lstm@2.C`: where it is, as it can be typed.
  package var place: String { path + Program.timesteps(steps) + ".\(value.name.ascii)" }
}

extension Machine {
  /// The states of all loops, each of its last timestep that is computed; none of a loop that was not begun.
  package func latestStates(sample: Int) throws -> [LatestState] {
    var result: [LatestState] = []
    for scan in program.scans {
      for carry in scan.carries {
        let value = program.values[carry.next]
        guard let steps = latestSteps(of: value, in: scan) else { continue }
        result.append(
          LatestState(
            path: program.frames[scan.frame].path, value: value, steps: steps,
            tensor: try read(value, at: steps, sample: sample)))
      }
    }
    return result
  }

  /// The last timestep of a loop in which a value is there; nil before the first.
  private func latestSteps(of value: Value, in scan: Scan) -> [Int]? {
    let outer = Array((current?.steps ?? []).prefix(program.loops(scan.id).count - 1))
    var known = 0..<scan.steps
    while !known.isEmpty {
      let middle = (known.lowerBound + known.upperBound) / 2
      if isComputed(value, at: outer + [middle]) {
        known = middle + 1..<known.upperBound
      } else {
        known = known.lowerBound..<middle
      }
    }
    return known.lowerBound > 0 ? outer + [known.lowerBound - 1] : nil
  }
}
