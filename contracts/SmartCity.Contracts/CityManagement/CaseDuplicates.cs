namespace SmartCity.Contracts.CityManagement;

/// <summary>疑似重复: earlier open cases of the same class lie near. Nothing is merged: an officer confirms or rejects.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Others">Ids of the earlier cases, nearest first.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-duplicate-proposed.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseDuplicateProposed(string CaseId, string Division, int Step, IReadOnlyList<string> Others, string By, DateTimeOffset At) : ICaseStep;

/// <summary>确认重复: an officer found it to be another case over again; it is over, the other goes on.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="DuplicateOf">Id of the case that goes on.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-duplicate-confirmed.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseDuplicateConfirmed(string CaseId, string Division, int Step, string DuplicateOf, string By, DateTimeOffset At) : ICaseStep;

/// <summary>排除重复: an officer found it to be a case of its own.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Other">Id of the case it was not.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-duplicate-rejected.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseDuplicateRejected(string CaseId, string Division, int Step, string Other, string By, DateTimeOffset At) : ICaseStep;
