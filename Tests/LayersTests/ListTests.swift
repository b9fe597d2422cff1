import Foundation
import Testing

@testable import Layers

/// Every file of a folder stands in the list beside it.
@Suite struct ListTests {
  private static let sources = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/Layers")

  /// The names of a folder's Swift files.
  private static func files(_ folder: String) throws -> Set<String> {
    let path = sources.appendingPathComponent(folder).path
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    return Set(names.filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) })
  }

  @Test func everyLayerIsListed() throws {
    let listed = Set(LayerKinds.all.map { "\($0)" })
    // The list itself, and what stands for a class that is on no list.
    let others: Set = ["LayerKinds", "Unsupported"]
    #expect(try Self.files("Kinds").subtracting(others).isSubset(of: listed))
  }

  @Test func everyActivationIsListed() throws {
    let listed = Set(Activations.all.map { "\($0)" })
    #expect(try Self.files("Activations").filter { $0.hasSuffix("Activation") } == listed)
  }

  @Test func noClassIsClaimedTwice() {
    let classes = LayerKinds.all.flatMap { $0.classNames }
    #expect(Set(classes).count == classes.count)
  }

  @Test func everyActivationHasItsOwnNames() {
    #expect(Set(Activations.names).count == Activations.names.count)
  }
}

@Suite struct KerasVersionTests {
  @Test func versionsAreRead() {
    #expect(KerasVersion("2.15.0") == KerasVersion(2, 15, 0))
    #expect(KerasVersion("2.2.4-tf") == KerasVersion(2, 2, 4))
    #expect(KerasVersion("3") == KerasVersion(3))
    #expect(KerasVersion("three") == nil)
    #expect(KerasVersion("") == nil)
  }

  @Test func versionsAreOrdered() {
    #expect(KerasVersion(2, 2, 4) < KerasVersion(2, 3))
    #expect(KerasVersion(2, 15) < KerasVersion(3))
  }
}
