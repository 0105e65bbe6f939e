namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A file (GA/T 1400.3 annex C): collection <c>Files</c>.</summary>
public sealed record FileItem
{
    /// <summary>The file.</summary>
    [ViidField(Mandatory = true)]
    public FileItemInfo? FileInfo { get; set; }

    /// <summary>The file itself; base64 on the wire.</summary>
    public byte[]? Data { get; set; }
}
