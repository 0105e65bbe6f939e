using SmartCity.Contracts;
using SmartCity.Desks.Acting;

namespace SmartCity.Desks.Live;

/// <summary>
/// Something read from the API again and again while somebody looks, once for all who may see the same. Not for endpoints
/// whose every call is audited: who looked first would stand there for all.
/// </summary>
public interface ILiveReading<T>
{
    /// <summary>Names what is read; together with the operator's rights it is what readers share.</summary>
    string Key { get; }

    /// <summary>An event in one of these lanes may have changed it.</summary>
    IReadOnlyList<Lane> Lanes { get; }

    /// <summary>It is read again after this even without an event: for what changes by time alone.</summary>
    TimeSpan Longest => TimeSpan.FromSeconds(15);

    /// <summary>It is not read more often than this, however many events come; at least half a second. What is content with less is read less often still where reading it takes long.</summary>
    TimeSpan Shortest => TimeSpan.FromMilliseconds(500);

    /// <summary>Reads it with the rights of those who look.</summary>
    Task<Answer<T>> ReadAsync(NodeApi api, CancellationToken cancellation);
}

/// <summary>A reading of one GET of the API.</summary>
/// <param name="Path">The path with its query.</param>
/// <param name="Lanes">Lanes whose events may change it.</param>
public sealed record LivePath<T>(string Path, params IReadOnlyList<Lane> Lanes) : ILiveReading<T>
{
    string ILiveReading<T>.Key => $"{typeof(T).FullName} {Path}";

    public Task<Answer<T>> ReadAsync(NodeApi api, CancellationToken cancellation) => api.GetAsync<T>(Path, cancellation);
}

/// <summary>What was last read.</summary>
/// <param name="Value">The last good answer, also when a later reading failed; default before the first.</param>
/// <param name="At">When that was; null before the first.</param>
/// <param name="Refused">Why the latest reading failed; null when it did not.</param>
public sealed record LiveValue<T>(T? Value, DateTimeOffset? At, Refused? Refused);
