// swift-tools-version: 6.2

import PackageDescription

/// Every Swift target of ours: Swift 6 language mode (the tools version's default), warnings are errors,
/// and a file uses members only of modules that it imports. A module's files go to the compiler in as many parts as it
/// has processors, not 25 in each, for every part reads the whole module again: a sixth less of its time.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error), .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-driver-batch-size-limit", "1000"]),
]

/// The same for the modules that every number goes through, optimized when developing too, as their kernels in C are:
/// docs/design/developing-is-one-configuration.md.
let hot: [SwiftSetting] = strict + [.unsafeFlags(["-O"])]

/// The modules, a DAG: each imports only what stands above it. docs/architecture.md says why.
let package = Package(
  name: "kerastep",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "kerastep", targets: ["kerastep"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CLibEdit", pkgConfig: "libedit",
      providers: [.apt(["libedit-dev"]), .brew(["libedit"])]),
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "CGuards"),
    .target(name: "CMapping"),
    .target(name: "CTexts"),

    .target(name: "Containers", dependencies: ["CZlib", "CMapping"], swiftSettings: strict),
    .target(
      name: "Tensors", dependencies: ["CKernels", "COpenBLAS", "Containers"],
      swiftSettings: hot),
    .target(
      name: "Terms", dependencies: ["Tensors", "CKernels", "Containers"], swiftSettings: hot),
    .target(
      name: "Equations", dependencies: ["Terms", "Tensors", "Containers"], swiftSettings: hot),
    .target(
      name: "Engine", dependencies: ["CGuards", "Equations", "Terms", "Tensors", "Containers"],
      swiftSettings: hot),
    .target(
      name: "Expressions", dependencies: ["Terms", "Tensors", "Containers"], swiftSettings: strict),
    .target(
      name: "Layers", dependencies: ["Equations", "Terms", "Tensors", "Containers"],
      swiftSettings: strict),
    .target(
      name: "Training", dependencies: ["Equations", "Terms", "Tensors", "Containers"],
      swiftSettings: strict),
    .target(
      name: "Models",
      dependencies: [
        "Training", "Layers", "Expressions", "Equations", "Terms", "Tensors", "Containers",
      ],
      swiftSettings: strict),
    .target(
      name: "Debugging",
      dependencies: [
        "Models", "Layers", "Expressions", "Engine", "Equations", "Training", "Terms", "Tensors",
        "Containers",
      ],
      swiftSettings: strict),
    .target(
      name: "Checks",
      dependencies: [
        "Debugging", "Models", "Layers", "Expressions", "Engine", "Equations", "Training", "Terms",
        "Tensors",
        "Containers",
      ],
      swiftSettings: strict),
    .target(
      name: "Exports",
      dependencies: [
        "CTexts", "Debugging", "Models", "Equations", "Terms", "Tensors", "Containers",
      ],
      exclude: ["HTML/Page"], swiftSettings: strict),
    .target(name: "Terminal", dependencies: ["Containers", "CLibEdit"], swiftSettings: strict),
    .target(
      name: "Views",
      dependencies: [
        "Terminal", "Exports", "Checks", "Debugging", "Models", "Layers", "Expressions", "Engine",
        "Equations", "Training", "Terms", "Tensors", "Containers",
      ],
      swiftSettings: strict),
    .target(
      name: "Console",
      dependencies: [
        "Views", "Terminal", "Checks", "Exports", "Debugging", "Models", "Layers", "Expressions",
        "Engine", "Equations", "Training", "Terms", "Tensors", "Containers",
      ],
      exclude: ["Resources"], swiftSettings: strict),
    .target(
      name: "Adapter",
      dependencies: [
        "Console", "Views", "Terminal", "Debugging", "Models", "Expressions", "Equations", "Terms",
        "Tensors", "Containers",
      ],
      swiftSettings: strict),
    .target(
      name: "Teaching",
      dependencies: [
        "Console", "Views", "Terminal", "Checks", "Debugging", "Models", "Expressions", "Engine",
        "Equations", "Terms", "Tensors", "Containers",
      ],
      swiftSettings: strict),
    .target(
      name: "Python", dependencies: ["CTexts"], exclude: ["kerastep.py"], swiftSettings: strict),
    .executableTarget(
      name: "kerastep",
      dependencies: [
        "Python",
        "Adapter", "Teaching", "Console", "Views", "Terminal", "Checks", "Exports", "Debugging",
        "Models",
        "Layers", "Expressions", "Equations", "Tensors", "Containers",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "kerastep-bench",
      dependencies: [
        "Console", "Terminal", "Checks", "Damage", "Debugging", "Exports", "Models", "Containers",
        "TestSupport",
      ],
      path: "Tests/Benchmarks", exclude: ["Programs/lstm.py", "Programs/race.py"],
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Terminal", "Tensors", "Containers"],
      path: "Tests/TestSupport", swiftSettings: strict),
    .target(name: "TestTraits", path: "Tests/TestTraits", swiftSettings: strict),
    .target(
      name: "Damage", dependencies: ["Containers", "TestSupport"], path: "Tests/Damage",
      swiftSettings: strict),
    .target(
      name: "TrainingSupport", dependencies: ["Training", "Terms", "Tensors"],
      path: "Tests/TrainingSupport", swiftSettings: strict),
    .target(
      name: "ModelSupport",
      dependencies: [
        "TestSupport", "Checks", "Debugging", "Models", "Training", "Layers", "Equations", "Terms",
        "Tensors", "Containers",
      ],
      path: "Tests/ModelSupport", swiftSettings: strict),
    .target(name: "CReferences", path: "Tests/CReferences"),
    .target(
      name: "References", dependencies: ["CReferences"], path: "Tests/References",
      swiftSettings: strict),
    .executableTarget(
      name: "kerastep-graph", dependencies: ["References"], path: "Tests/Graph",
      swiftSettings: strict),
    .executableTarget(
      name: "kerastep-fuzz", dependencies: ["Teaching", "Console", "Damage", "TestSupport"],
      path: "Tests/Fuzz", swiftSettings: strict),

    .testTarget(
      name: "ContainersTests", dependencies: ["Containers", "Damage", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TensorsTests",
      dependencies: ["Tensors", "CKernels", "COpenBLAS", "Containers", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TermsTests", dependencies: ["Containers", "Terms", "Tensors", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EquationsTests",
      dependencies: ["Engine", "Equations", "Terms", "Tensors", "Containers", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EngineTests",
      dependencies: ["CGuards", "Engine", "Equations", "Terms", "Tensors", "Containers"],
      swiftSettings: strict),
    .testTarget(
      name: "ExpressionsTests",
      dependencies: ["Expressions", "Engine", "Equations", "Terms", "Tensors", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "HouseTests", dependencies: ["References", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "LayersTests", dependencies: ["Layers", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "TrainingSupport", "Training", "Equations", "Terms", "Tensors", "Containers", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ModelsTests",
      dependencies: [
        "TrainingSupport", "Training", "Checks", "Damage", "ModelSupport", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "DebuggingTests", dependencies: ["Checks", "ModelSupport", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ChecksTests", dependencies: ["Checks", "Exports", "ModelSupport", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ExportsTests",
      dependencies: ["CTexts", "Checks", "Exports", "ModelSupport", "TestSupport", "TestTraits"],
      swiftSettings: strict),
    .testTarget(
      name: "TerminalTests", dependencies: ["Terminal", "TestSupport", "TestTraits"],
      swiftSettings: strict),
    .testTarget(
      name: "ViewsTests",
      dependencies: ["Views", "Models", "Tensors", "ModelSupport", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "AdapterTests",
      dependencies: [
        "Adapter", "Teaching", "Console", "Views", "Terminal", "Debugging", "Models", "Equations",
        "Tensors", "Containers", "ModelSupport", "TestSupport", "TestTraits",
      ],
      exclude: ["Dialogues"], swiftSettings: strict),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Teaching", "Console", "Views", "Terminal", "Containers", "Models", "ModelSupport",
        "Damage", "TestSupport", "TestTraits",
      ],
      exclude: ["Transcripts", "Scripts"], swiftSettings: strict),
  ]
)
