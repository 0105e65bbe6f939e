namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>The list of pictures sent along with an object.</summary>
public sealed record SubImageList
{
    /// <summary>The pictures.</summary>
    public List<SubImageInfo>? SubImageInfoObject { get; set; }
}
