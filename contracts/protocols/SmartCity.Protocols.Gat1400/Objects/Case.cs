namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A case (GA/T 1400.3 C.18): collection <c>Cases</c>.</summary>
public sealed record Case
{
    /// <summary>The case.</summary>
    [ViidField(Mandatory = true)]
    public CaseInfo? CaseInfo { get; set; }
}
