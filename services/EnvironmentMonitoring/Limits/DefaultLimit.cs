namespace SmartCity.EnvironmentMonitoring.Limits;

/// <summary>A limit of the settings file: in force for every station that sends the factor and has no limit of its own for it.</summary>
public sealed class DefaultLimit
{
    /// <summary>HJ 212 factor code.</summary>
    public string Factor { get; set; } = "";

    /// <summary>Only for stations of this ST; null for all.</summary>
    public string? SystemCode { get; set; }

    /// <summary>Which readings are judged: real-time, minute, hour, day.</summary>
    public string Kind { get; set; } = "real-time";

    /// <summary>What is greater exceeds it.</summary>
    public decimal Limit { get; set; }

    /// <summary>Its unit.</summary>
    public string Unit { get; set; } = "";

    /// <summary>So many readings in a row over it begin an exceedance.</summary>
    public int StartAfter { get; set; } = 1;

    /// <summary>So many in a row at or below it end it.</summary>
    public int EndAfter { get; set; } = 1;
}
