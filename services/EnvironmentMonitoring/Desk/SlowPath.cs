using SmartCity.Contracts;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Live;

namespace SmartCity.EnvironmentMonitoring.Desk;

/// <summary>A GET of the API that counts much and changes slowly: read once a minute.</summary>
internal sealed record SlowPath<T>(string Path) : ILiveReading<T>
{
    public string Key => $"slow {typeof(T).FullName} {Path}";

    public IReadOnlyList<Lane> Lanes => [];

    public TimeSpan Longest => TimeSpan.FromMinutes(1);

    public Task<Answer<T>> ReadAsync(NodeApi api, CancellationToken cancellation) => api.GetAsync<T>(Path, cancellation);
}
