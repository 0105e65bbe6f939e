namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A case (GA/T 1400.3 annex C): collection <c>Cases</c>.</summary>
public sealed record Case
{
    /// <summary>The case.</summary>
    [ViidField(Mandatory = true)]
    public CaseInfo? CaseInfo { get; set; }
}
