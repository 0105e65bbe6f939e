using System.Diagnostics;

namespace SmartCity.Kernel;

/// <summary>Where the Kernel's traces come from.</summary>
public static class KernelTelemetry
{
    /// <summary>Name of the Kernel's activity source.</summary>
    public const string Name = "SmartCity.Kernel";

    internal static readonly ActivitySource Source = new(Name);
}
