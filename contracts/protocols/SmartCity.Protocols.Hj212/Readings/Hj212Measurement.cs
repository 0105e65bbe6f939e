namespace SmartCity.Protocols.Hj212.Readings;

/// <summary>What a data frame says about one factor. Values are in the unit of the point, as sent; null is not sent or not a number.</summary>
/// <param name="Code">The factor's 2017 code; a private or unknown code as it was sent.</param>
public sealed record Hj212Measurement(string Code)
{
    /// <summary>The code as sent when that was a 2005 code, else null.</summary>
    public string? OldCode { get; internal set; }

    /// <summary>Rtd: the instant's value.</summary>
    public decimal? Rtd { get; internal set; }

    /// <summary>Avg: the mean of the period.</summary>
    public decimal? Avg { get; internal set; }

    /// <summary>Min: the least of the period.</summary>
    public decimal? Min { get; internal set; }

    /// <summary>Max: the greatest of the period.</summary>
    public decimal? Max { get; internal set; }

    /// <summary>Cou: the total of the period, in the factor's total unit.</summary>
    public decimal? Cou { get; internal set; }

    /// <summary>ZsRtd: the instant's value converted to standard conditions.</summary>
    public decimal? ZsRtd { get; internal set; }

    /// <summary>ZsAvg.</summary>
    public decimal? ZsAvg { get; internal set; }

    /// <summary>ZsMin.</summary>
    public decimal? ZsMin { get; internal set; }

    /// <summary>ZsMax.</summary>
    public decimal? ZsMax { get; internal set; }

    /// <summary>Data: a noise level, dB.</summary>
    public decimal? Data { get; internal set; }

    /// <summary>DayData: a noise level of the daytime, dB.</summary>
    public decimal? DayData { get; internal set; }

    /// <summary>NightData: a noise level of the night, dB.</summary>
    public decimal? NightData { get; internal set; }

    /// <summary>The mark.</summary>
    public Hj212DataFlag Flag { get; internal set; }

    /// <summary>The mark's letters as sent, null when none.</summary>
    public string? FlagText { get; internal set; }

    /// <summary>EFlag: the instrument's own mark.</summary>
    public string? EFlag { get; internal set; }

    /// <summary>When the sample was taken, Beijing zone.</summary>
    public DateTimeOffset? SampleTime { get; internal set; }

    /// <summary>Fields the standard does not have (ValidNum, TotalNum), and numbers that were none, as sent.</summary>
    public IReadOnlyDictionary<string, string> Others { get; internal set; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;
}

/// <summary>What a data frame says about one device of the site: <c>SB1-RS=1</c> (running), <c>SB1-RT=8.5</c> (hours).</summary>
/// <param name="Device">SB and its number.</param>
/// <param name="Field">RS: 0 stopped, 1 running, 2 calibrating, 3 maintenance, 4 alarm, 5 blow-back (an open set); RT: hours run in the day.</param>
/// <param name="Value">The value; null when it is no number.</param>
public sealed record Hj212DeviceState(string Device, string Field, decimal? Value);
